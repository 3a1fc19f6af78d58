/** What an instance serves beside the contract: its landing page, the API pages and the client for browsers. */
@NullMarked
package org.downloadtoken.pages;

import org.jspecify.annotations.NullMarked;
