/**
 * The prompt: the only place with a human. {@link quorate.prompt.Main} is the process, {@link
 * quorate.prompt.Interpreter} runs what is typed, {@code typed} takes it apart, {@code verbs} has a
 * class for each command, {@code session} what lasts between them, and {@code render} shows
 * results.
 */
package quorate.prompt;
