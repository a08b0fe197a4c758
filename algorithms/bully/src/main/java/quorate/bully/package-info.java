/**
 * The Bully election, after Hector Garcia-Molina, <em>Elections in a Distributed Computing
 * System</em>, IEEE Transactions on Computers C-31(1), 1982 (the Bully Algorithm), in the form of
 * the textbooks: three messages, ELECTION, ANSWER and COORDINATOR. {@link quorate.bully.BullyNode}
 * is the file to read.
 */
package quorate.bully;
