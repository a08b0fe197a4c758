/** What lasts from one command to the next: clusters and settings. */
package quorate.session;
