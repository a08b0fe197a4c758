/**
 * The prompt: the only place with a human. {@link quorate.repl.Main} is the process, {@link
 * quorate.repl.Interpreter} runs what is typed, and {@code verbs} has a class for each command.
 */
package quorate.repl;
