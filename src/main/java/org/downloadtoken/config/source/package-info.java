/** Loads the text of the settings from the environment, the conf file and the files of secrets. */
@NullMarked
package org.downloadtoken.config.source;

import org.jspecify.annotations.NullMarked;
