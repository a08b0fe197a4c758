/**
 * What is counted and timed: folds over the trace, which know neither the driver nor the algorithm.
 */
package quorate.lab.measure;
