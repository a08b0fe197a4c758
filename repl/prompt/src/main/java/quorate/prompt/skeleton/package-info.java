/**
 * What {@code quorate new} writes: a small election that is complete, for its author to replace.
 */
package quorate.prompt.skeleton;
