// Uses a client of the original contract. Prints one line for each check.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strings"

	catalog "example.org/clients/catalog"
)

func mint(id string, session string) (*catalog.DownloadTokenResponse, *http.Response, error) {
	configuration := catalog.NewConfiguration()
	configuration.Servers = catalog.ServerConfigurations{{URL: os.Getenv("SERVICE_URL")}}
	caller := context.Background()
	if session != "" {
		caller = context.WithValue(caller, catalog.ContextAccessToken, session)
	}
	return catalog.NewAPIClient(configuration).
		AuthAPI.CreateDownloadTokenAuthDownloadTokenDatasetIdPost(caller, id).Execute()
}

func minted(response *catalog.DownloadTokenResponse, _ *http.Response, err error) error {
	if err != nil {
		return err
	}
	return require(strings.Count(response.GetToken(), ".") == 2 && response.GetExpiresIn() > 0)
}

// refused returns a check that the response is a problem detail of this status.
func refused(status int32) func(*catalog.DownloadTokenResponse, *http.Response, error) error {
	return func(_ *catalog.DownloadTokenResponse, response *http.Response, err error) error {
		failure, isError := err.(*catalog.GenericOpenAPIError)
		if !isError || response == nil || int32(response.StatusCode) != status {
			return fmt.Errorf("not refused as expected: %v", err)
		}
		detail, isProblem := failure.Model().(catalog.ProblemDetail)
		return require(isProblem && detail.GetStatus() == status && detail.GetDetail() != "")
	}
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
	check("mint_anonymous", minted(mint(os.Getenv("PUBLIC_ID"), "")))
	check("mint_session", minted(mint(os.Getenv("RESTRICTED_ID"), os.Getenv("SESSION"))))
	check("problem_401", refused(401)(mint(os.Getenv("PUBLIC_ID"), "x.y.z")))
	check("problem_404", refused(404)(mint(os.Getenv("HIDDEN_ID"), "")))
	check("problem_422", refused(422)(mint("x", "")))
}
