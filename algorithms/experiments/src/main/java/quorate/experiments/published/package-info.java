/** Experiments that others have published, written down as ours, with the figures that they got. */
package quorate.experiments.published;
