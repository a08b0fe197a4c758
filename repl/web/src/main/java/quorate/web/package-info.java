/** The page: the server behind it, which shows and runs what the prompt shows and runs. */
package quorate.web;
