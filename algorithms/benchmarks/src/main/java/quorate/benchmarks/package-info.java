/**
 * How fast the simulator is with each algorithm, and what it allocates. It reads the clock of the
 * machine, as nothing else beside the algorithms does: it is built with the profile {@code
 * benchmarks} only, and nothing depends on it.
 */
package quorate.benchmarks;
