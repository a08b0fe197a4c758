/** What happened in clusters, as files that other programs read, and that this one reads back. */
package quorate.report.export;
