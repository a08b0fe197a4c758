/** Where a person reads: answers, notes, progress. */
package quorate.prompt.console;
