/**
 * The prompt: the only place with a human. {@link quorate.repl.Main} is the process, {@link
 * quorate.repl.Interpreter} runs what is typed, {@code typed} takes it apart, {@code verbs} has a
 * class for each command, {@code session} what lasts between them, and {@code render} shows
 * results.
 */
package quorate.repl;
