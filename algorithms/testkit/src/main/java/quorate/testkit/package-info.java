/** What the tests of every algorithm extend or use. */
package quorate.testkit;
