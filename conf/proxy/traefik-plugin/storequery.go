// Package storequery is a local plugin of Traefik, which has no middleware for queries. It removes query parameters that
// are not listed, before the store receives the request.
package storequery

import (
	"context"
	"net/http"
	"net/url"
)

// Config names the parameters that the store receives.
type Config struct {
	Keep []string `json:"keep,omitempty"`
}

// CreateConfig returns the default: the store receives no query.
func CreateConfig() *Config {
	return &Config{}
}

// New creates the middleware.
func New(_ context.Context, next http.Handler, config *Config, _ string) (http.Handler, error) {
	return http.HandlerFunc(func(response http.ResponseWriter, request *http.Request) {
		given := request.URL.Query()
		kept := url.Values{}
		for _, name := range config.Keep {
			if values, found := given[name]; found {
				kept[name] = values
			}
		}
		request.URL.RawQuery = kept.Encode()
		request.URL.ForceQuery = false
		// Traefik forwards this text, not the URL.
		request.RequestURI = request.URL.RequestURI()
		next.ServeHTTP(response, request)
	}), nil
}
