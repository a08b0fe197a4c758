/** Promises, checked on every event. */
package quorate.lab.invariant;
