// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/router.h"

#include <gtest/gtest.h>

#include "daemon/http/problem.h"

namespace jono::http {
namespace {

const std::vector<Route> kRoutes = {{Needs::viewer, "GET", "/metrics", {}},
                                    {Needs::viewer, "GET", "/api/lines/all", {}},
                                    {Needs::viewer, "GET", "/api/lines", {}, Match::prefix},
                                    {Needs::viewer, "POST", "/api/lines", {}, Match::prefix},
                                    {Needs::viewer, "GET", "/files/", {}, Match::prefix}};

const Route* found(std::string_view method, std::string_view path) {
  return find_route(kRoutes, method, path).route;
}

TEST(Router, TakesTheFirstThatFits) {
  EXPECT_EQ(found("GET", "/metrics"), &kRoutes[0]);
  EXPECT_EQ(found("HEAD", "/metrics"), &kRoutes[0]);
  EXPECT_EQ(found("GET", "/api/lines/all"), &kRoutes[1]);
  EXPECT_EQ(found("GET", "/api/lines/aspa/hours"), &kRoutes[2]);
  EXPECT_EQ(found("GET", "/api/lines"), &kRoutes[2]);
  EXPECT_EQ(found("POST", "/api/lines/all"), &kRoutes[3]);
  EXPECT_EQ(found("GET", "/files/a.js"), &kRoutes[4]);
}

TEST(Router, APrefixEndsAtASlash) {
  EXPECT_EQ(found("GET", "/metrics/"), nullptr);
  EXPECT_EQ(found("GET", "/api/linesman"), nullptr);
  EXPECT_EQ(found("GET", "/files"), nullptr);
}

TEST(Router, TellsAnUnknownPathFromAnUnknownMethod) {
  EXPECT_EQ(find_route(kRoutes, "GET", "/x").allow, "");
  EXPECT_EQ(find_route(kRoutes, "PUT", "/metrics").allow, "GET, HEAD");
  EXPECT_EQ(find_route(kRoutes, "PUT", "/api/lines/all").allow, "GET, HEAD, POST");
  EXPECT_EQ(find_route(kRoutes, "HEAD", "/metrics").allow, "");
}

TEST(Request, GivesTheFirstParameterOfAName) {
  const Request request{.query = {{"a", "1"}, {"b", ""}, {"a", "2"}}};
  EXPECT_EQ(request.parameter("a"), "1");
  EXPECT_EQ(request.parameter("b"), "");
  EXPECT_EQ(request.parameter("c"), std::nullopt);
}

TEST(Problem, IsADocument) {
  const LocalText detail{"a", "b", "No line \"x\"."};
  EXPECT_EQ(problem(404, detail).status, 404);
  EXPECT_EQ(problem(404, detail).content_type, "application/problem+json");
  EXPECT_EQ(problem_document(404, detail, Language::en),
            "{\"type\":\"about:blank\",\"status\":404,\"title\":\"Not Found\","
            "\"detail\":\"No line \\\"x\\\".\"}\n");
}

}  // namespace
}  // namespace jono::http
