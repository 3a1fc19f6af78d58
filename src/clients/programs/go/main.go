// Uses the client for Go. Prints one line for each check.
package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"

	tokens "example.org/clients/tokens"
)

func client(url string) *tokens.APIClient {
	configuration := tokens.NewConfiguration()
	configuration.Servers = tokens.ServerConfigurations{{URL: url}}
	return tokens.NewAPIClient(configuration)
}

func session(jwt string) context.Context {
	return context.WithValue(context.Background(), tokens.ContextAccessToken, jwt)
}

func apiKey(key string) context.Context {
	keys := map[string]tokens.APIKey{"ApiKey": {Key: key}}
	return context.WithValue(context.Background(), tokens.ContextAPIKeys, keys)
}

func mint(caller context.Context, id string) (*tokens.DownloadTokenResponse, *http.Response, error) {
	return client(os.Getenv("SERVICE_URL")).TokensAPI.CreateDownloadToken(caller, id).Execute()
}

func minted(response *tokens.DownloadTokenResponse, _ *http.Response, err error) error {
	if err != nil {
		return err
	}
	return require(strings.Count(response.GetToken(), ".") == 2 && response.GetExpiresIn() > 0)
}

func batch(caller context.Context, ids ...string) (*tokens.DownloadTokensResponse, *http.Response, error) {
	body := *tokens.NewDownloadTokensRequest(ids)
	return client(os.Getenv("SERVICE_URL")).TokensAPI.CreateDownloadTokens(caller).DownloadTokensRequest(body).Execute()
}

func mintedInOrder(public, hidden, restricted string, file []byte) error {
	response, _, err := batch(session(os.Getenv("SESSION")), public, hidden, restricted)
	if err != nil {
		return err
	}
	items := response.GetTokens()
	if len(items) != 3 || items[0].GetDatasetId() != public || items[1].GetDatasetId() != hidden {
		return fmt.Errorf("another order: %v", items)
	}
	problem := items[1].GetProblem()
	if items[0].HasProblem() || items[1].HasToken() || problem.GetStatus() != 404 || items[2].GetExpiresIn() < 1 {
		return fmt.Errorf("other results: %v", items)
	}
	downloads := client(os.Getenv("SERVICE_URL")).DownloadsAPI
	opened, err := downloaded(downloads.DownloadCog(context.Background(), restricted).Token(items[2].GetToken()).Execute())
	return same(file, opened, err)
}

// refused returns a check that the response is a problem detail of this status.
func refused(status int32) func(*tokens.DownloadTokenResponse, *http.Response, error) error {
	return func(_ *tokens.DownloadTokenResponse, response *http.Response, err error) error {
		failure, isError := err.(*tokens.GenericOpenAPIError)
		if !isError || response == nil || int32(response.StatusCode) != status {
			return fmt.Errorf("not refused as expected: %v", err)
		}
		detail, isProblem := failure.Model().(tokens.ProblemDetail)
		return require(isProblem && detail.GetStatus() == status && detail.GetTitle() != "" && detail.GetDetail() != "")
	}
}

func mintTwice(id string) (*tokens.DownloadTokenResponse, *http.Response, error) {
	limited := client(os.Getenv("LIMITED_URL")).TokensAPI
	_, _, _ = limited.CreateDownloadToken(context.Background(), id).Execute()
	return limited.CreateDownloadToken(context.Background(), id).Execute()
}

func token(id string) string {
	response, _, err := mint(context.Background(), id)
	if err != nil {
		return ""
	}
	return response.GetToken()
}

func downloaded(file *os.File, _ *http.Response, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	defer os.Remove(file.Name())
	return io.ReadAll(file)
}

func same(expected []byte, received []byte, err error) error {
	if err != nil {
		return err
	}
	return require(bytes.Equal(expected, received))
}

func require(condition bool) error {
	if !condition {
		return fmt.Errorf("another value than expected")
	}
	return nil
}

func check(name string, failure error) {
	if failure == nil {
		fmt.Println(name, "ok")
	} else {
		fmt.Println(name, "failed:", failure)
	}
}

func main() {
	file, err := os.ReadFile(os.Getenv("FILE"))
	if err != nil {
		panic(err)
	}
	public, restricted, hidden := os.Getenv("PUBLIC_ID"), os.Getenv("RESTRICTED_ID"), os.Getenv("HIDDEN_ID")
	anyone := context.Background()
	downloads := client(os.Getenv("SERVICE_URL")).DownloadsAPI

	url, err := tokens.NewConfiguration().ServerURL(0, nil)
	check("server", require(err == nil && url == os.Getenv("DEFAULT_URL")))
	check("mint_anonymous", minted(mint(anyone, public)))
	check("mint_session", minted(mint(session(os.Getenv("SESSION")), restricted)))
	check("mint_key", minted(mint(apiKey(os.Getenv("API_KEY")), restricted)))
	href := os.Getenv("PUBLIC_HREF")
	signed, _, err := client(os.Getenv("SERVICE_URL")).TokensAPI.SignUrl(anyone).Href(href).Execute()
	check("sign", require(err == nil && strings.HasPrefix(signed.GetHref(), href+"?token=")))
	check("batch", mintedInOrder(public, hidden, restricted, file))
	_, forbidden, err := batch(apiKey(os.Getenv("READ_ONLY_KEY")), public, hidden)
	check("batch_403", refused(403)(nil, forbidden, err))
	_, without, err := batch(anyone, []string{}...) // not nil, which is null in JSON
	check("batch_422", refused(422)(nil, without, err))
	check("problem_401", refused(401)(mint(session("x.y.z"), public)))
	check("problem_403", refused(403)(mint(apiKey(os.Getenv("READ_ONLY_KEY")), restricted)))
	check("problem_404", refused(404)(mint(anyone, hidden)))
	check("problem_422", refused(422)(mint(anyone, strings.Repeat("x", 36))))
	check("problem_429", refused(429)(mintTwice(public)))

	head, err := downloads.HeadCog(anyone, public).Token(token(public)).Execute()
	check("head", require(err == nil && head.ContentLength == int64(len(file)) && head.Header.Get("ETag") != ""))
	part, err := downloaded(downloads.DownloadCog(anyone, public).Token(token(public)).Range_("bytes=0-1023").Execute())
	check("range", same(file[:1024], part, err))
	whole, err := downloaded(downloads.DownloadCog(anyone, public).Token(token(public)).Execute())
	check("file", same(file, whole, err))
	named, err := downloaded(downloads.DownloadNamedCog(anyone, public, "a.tif").Token(token(public)).Execute())
	check("file_named", same(file, named, err))
	bySession, err := downloaded(downloads.DownloadCog(session(os.Getenv("SESSION")), restricted).Execute())
	check("file_session", same(file, bySession, err))
	byKey, err := downloaded(downloads.DownloadCog(apiKey(os.Getenv("API_KEY")), restricted).Execute())
	check("file_key", same(file, byKey, err))
	_, response, err := downloads.DownloadCog(anyone, public).Token("x").Execute()
	check("file_401", refused(401)(nil, response, err))
	remote := os.Getenv("REMOTE_ID")
	redirected, err := downloaded(downloads.DownloadCog(anyone, remote).Token(token(remote)).Execute())
	check("redirect", same(file, redirected, err))
}
