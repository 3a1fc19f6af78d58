package org.downloadtoken.access.catalog;

import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.downloadtoken.access.policy.AccessAttributes;
import org.downloadtoken.access.policy.AccessAttributes.ApiKey;
import org.downloadtoken.access.policy.AccessAttributes.Dataset;
import org.downloadtoken.access.policy.AccessAttributes.User;
import org.downloadtoken.access.policy.Content;
import org.downloadtoken.encoding.Sha256;

/** Maps a row of {@link DatasetAccessQuery}. A missing value never grants access. */
record AccessAttributesRow(Row row) {

    AccessAttributes attributes() {
        return new AccessAttributes(
                Optional.ofNullable(row.getUUID("record_id")).map(this::dataset),
                Optional.ofNullable(row.getUUID("user_id")).map(id -> user()),
                Optional.ofNullable(row.getUUID("key_id")).map(id -> apiKey()));
    }

    private Dataset dataset(UUID recordId) {
        return new Dataset(
                recordId,
                text("visibility"),
                text("record_status"),
                Optional.ofNullable(row.getUUID("created_by")),
                Optional.ofNullable(row.getUUID("record_tenant")),
                content());
    }

    private Content content() {
        if (!text("record_type").equals("raster_dataset")) {
            return Content.Absent.NOT_A_RASTER;
        }
        String uri = text("asset_uri");
        if (uri.isEmpty()) {
            return Content.Absent.NO_ASSET;
        }
        if (uri.length() > Content.MAX_URI) {
            return Content.Absent.URI_TOO_LONG;
        }
        return new Content.RasterAsset(
                text("title"),
                uri,
                text("storage_backend").equals("remote"),
                Optional.of(text("sha256")).filter(Sha256::isHex));
    }

    private User user() {
        return new User(
                row.getUUID("user_id"),
                text("username"),
                isTrue("user_active"),
                number("token_version"),
                number("user_key_epoch"),
                Optional.ofNullable(row.getOffsetDateTime("sessions_revoked_at"))
                        .map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getUUID("user_tenant")),
                Set.copyOf(Arrays.asList(row.getArrayOfStrings("user_roles"))),
                isTrue("user_granted"));
    }

    private ApiKey apiKey() {
        return new ApiKey(
                isTrue("key_usable") && row.getInteger("key_epoch") != null, number("key_epoch"), text("key_scope"));
    }

    private boolean isTrue(String column) {
        return Boolean.TRUE.equals(row.getBoolean(column));
    }

    /** A missing number becomes the largest one, so that no session is valid. */
    private int number(String column) {
        Integer value = row.getInteger(column);
        return value == null ? Integer.MAX_VALUE : value;
    }

    private String text(String column) {
        String value = row.getString(column);
        return value == null ? "" : value;
    }
}
