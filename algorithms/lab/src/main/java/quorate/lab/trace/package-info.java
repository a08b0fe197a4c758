/**
 * The one trace of a run. Everything that is counted, timed, checked or printed is a fold over it:
 * an {@link quorate.lab.trace.Observer}.
 */
package quorate.lab.trace;
