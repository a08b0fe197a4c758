/** What leaders write to: a storage node that can tell an old leader from a new one, or not. */
package quorate.lab.store;
