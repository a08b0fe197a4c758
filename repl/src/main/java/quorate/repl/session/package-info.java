/** What lasts from one command to the next: clusters, settings, the console. */
package quorate.repl.session;
