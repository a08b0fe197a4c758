/** Where a person reads: answers, notes, progress. */
package quorate.repl.console;
