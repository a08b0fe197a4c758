/**
 * A cluster under observation, scenarios, trials, and their comparison; whatever drives the
 * clusters.
 */
package quorate.experiments;
