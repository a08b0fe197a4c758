/** What drivers and experiments stand on, and how all of them tell a person what cannot be done. */
package quorate.lab;
