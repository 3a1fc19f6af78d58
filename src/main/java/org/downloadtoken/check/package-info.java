/**
 * Checks the environment of an instance for its operator, one class for each subject. It uses the classes with which the
 * service itself starts, and knows nothing of HTTP requests.
 */
@NullMarked
package org.downloadtoken.check;

import org.jspecify.annotations.NullMarked;
