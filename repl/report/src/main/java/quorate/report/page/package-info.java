/** What a browser shows: reports that are one file, and the parts that they share with pages. */
package quorate.report.page;
