/** How experiments are typed: settings as {@code key=value}, values to try, the ids of runs. */
package quorate.experiments.typed;
