/** What a person types, as far as clusters and faults go: one language for prompt, files, tests. */
package quorate.experiments.language;
