/**
 * Runs through random faults: each is drawn from a seed, written down as a scenario in the language
 * of the prompt, watched for broken promises, and, if it fails, shrunk to what still fails.
 */
package quorate.experiments.chaos;
