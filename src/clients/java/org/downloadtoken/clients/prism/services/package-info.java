/** Services in each state that a response of the contract needs, and requests for them. */
@NullMarked
package org.downloadtoken.clients.prism.services;

import org.jspecify.annotations.NullMarked;
