/** Compares the contract with the contract of the last release, and finds the changes that break clients. */
@NullMarked
package org.downloadtoken.contract;

import org.jspecify.annotations.NullMarked;
