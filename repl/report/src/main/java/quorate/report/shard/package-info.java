/** Trials that were run in parts, as files: each part says what it is a part of. */
package quorate.report.shard;
