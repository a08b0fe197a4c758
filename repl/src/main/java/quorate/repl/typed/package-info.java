/** What a person types: statements, nodes, durations; and how an error is put. */
package quorate.repl.typed;
