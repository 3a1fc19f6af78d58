package org.downloadtoken.peer;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/**
 * A peer of the benchmark: Spring Authorization Server that mints an HS256 JWT of two minutes with the grant "client credentials". It
 * has the cheapest settings: the secret of the client is not hashed, and no authorization is stored.
 */
@SpringBootApplication
public class SpringPeer {
    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(SpringPeer.class);
        application.setDefaultProperties(Map.of(
                "server.address", "127.0.0.1", "spring.main.banner-mode", "off", "logging.level.root", "WARN"));
        // A property of the system, since the environment variable PORT has no meaning for Spring.
        System.setProperty("server.port", System.getenv("PORT"));
        application.run(arguments);
    }

    @Bean
    RegisteredClientRepository clients() {
        return new InMemoryRegisteredClientRepository(RegisteredClient.withId("bench")
                .clientId("bench")
                .clientSecret("secret")
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scope("download")
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(Duration.ofSeconds(120))
                        .build())
                .build());
    }

    /** Compares the plain secret. By default Spring hashes it with bcrypt, which costs far more than the token. */
    @Bean
    PasswordEncoder plain() {
        return new PasswordEncoder() {
            @Override
            public String encode(CharSequence secret) {
                return secret.toString();
            }

            @Override
            public boolean matches(CharSequence secret, String stored) {
                return stored.contentEquals(secret);
            }
        };
    }

    @Bean
    JWKSource<SecurityContext> key() {
        return new ImmutableJWKSet<>(new JWKSet(
                new OctetSequenceKey.Builder(System.getenv("JWT_SECRET_KEY").getBytes(StandardCharsets.UTF_8)).build()));
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> hs256() {
        return context -> context.getJwsHeader().algorithm(MacAlgorithm.HS256);
    }

    /** Stores nothing: the default keeps each authorization in memory. */
    @Bean
    OAuth2AuthorizationService forgetful() {
        return new OAuth2AuthorizationService() {
            @Override
            public void save(OAuth2Authorization authorization) {}

            @Override
            public void remove(OAuth2Authorization authorization) {}

            @Override
            public OAuth2Authorization findById(String id) {
                return null;
            }

            @Override
            public OAuth2Authorization findByToken(String token, OAuth2TokenType type) {
                return null;
            }
        };
    }
}
