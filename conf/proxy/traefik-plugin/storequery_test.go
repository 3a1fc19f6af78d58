package storequery

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestOnlyListedParametersReachTheStore(t *testing.T) {
	for _, test := range []struct {
		keep      []string
		uri, want string
	}{
		{nil, "/tiles/1/2.png", "/tiles/1/2.png"},
		{nil, "/tiles/1/2.png?", "/tiles/1/2.png"},
		{nil, "/tiles/1/2.png?url=file:///etc/passwd&token=a.b.c", "/tiles/1/2.png"},
		{nil, "/tiles/1/2.png?%75rl=x;url=y&URL=z", "/tiles/1/2.png"},
		{[]string{"rescale"}, "/tiles/1/2.png?url=x&rescale=0,1%26url=y&token=z", "/tiles/1/2.png?rescale=0%2C1%26url%3Dy"},
		{[]string{"rescale"}, "/tiles/1/2.png?url=x", "/tiles/1/2.png"},
	} {
		var got *http.Request
		store := http.HandlerFunc(func(_ http.ResponseWriter, request *http.Request) { got = request })
		plugin, err := New(context.Background(), store, &Config{Keep: test.keep}, "test")
		if err != nil {
			t.Fatal(err)
		}
		plugin.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, test.uri, nil))
		if got.RequestURI != test.want || got.URL.String() != test.want {
			t.Errorf("%s: the store receives %s and %s, want %s", test.uri, got.RequestURI, got.URL, test.want)
		}
	}
}
