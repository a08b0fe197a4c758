/** The cluster in virtual time: what happens follows from a seed, and comes back with it. */
package quorate.lab.simulator;
