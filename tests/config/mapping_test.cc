// SPDX-License-Identifier: EUPL-1.2
#include "collectors/mapping/mapping.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "tests/config/config_support.h"

namespace jono::config {
namespace {

using mapping::TimeForm;
using testing::ElementsAre;
using testing::HasSubstr;

std::string with(std::string_view rest) {
  return "lines: {aspa: }\nsources:\n  hook: {type: webhook, " + std::string(rest) + "}\n";
}
const webhook::WebhookConfig& hook(const Config& config) {
  return std::get<webhook::WebhookConfig>(config.sources[0].kind);
}
// The faults of a mapping, without their place and path.
std::vector<std::string> wrong(std::string_view mapping) {
  std::vector<std::string> out;
  for (const std::string& fault : faults_of(with("mapping: " + std::string(mapping)))) {
    const auto path = fault.find("sources.hook");
    out.push_back(fault.substr(path + std::string_view("sources.hook.").size()));
  }
  return out;
}

class MappingFile : public testing::Test {
 protected:
  std::string named(std::string_view text) {
    std::ofstream(path_) << text;
    return with("mapping_file: " + path_.string());
  }
  ~MappingFile() override { std::filesystem::remove(path_); }
  const std::filesystem::path path_ =
      std::filesystem::path(testing::TempDir()) / "jonovahti_mapping_test.yaml";
};

TEST(ConfigMapping, OneTemplateOrSeveral) {
  const Config config = right(with(
      "mapping: {type: call.ended, at: {pointer: /t, unit: s}, call: {pointer: /id}}, rate: 7"));
  const mapping::Mapping& one = hook(config).mapping.value();
  EXPECT_THAT(one.places, ElementsAre("/t", "/id"));
  ASSERT_EQ(one.templates.size(), 1);
  EXPECT_EQ(one.templates[0].rules[0].constant, "call.ended");
  EXPECT_EQ(one.templates[0].rules[1].form, TimeForm::seconds);
  EXPECT_EQ(hook(config).rate, 7);
  const Config two = right(
      with("mapping: [{type: call.ended, at: {pointer: /t}}, {type: call.ended, at: {pointer: /t}, "
           "when: [{pointer: /x, in: [A, B]}, {pointer: /t, exists: false}]}]"));
  EXPECT_EQ(hook(two).mapping->templates.size(), 2);
  EXPECT_THAT(hook(two).mapping->templates[1].when[0].in, ElementsAre("A", "B"));
}

TEST(ConfigMapping, FaultsSayWhatIsWrong) {
  EXPECT_THAT(wrong("{at: {pointer: /t}}"), ElementsAre("mapping: missing key 'type'"));
  EXPECT_THAT(wrong("{type: call.quued, at: {pointer: /t}}"),
              ElementsAre(HasSubstr("'call.quued' is no 'type'")));
  EXPECT_THAT(wrong("{type: {pointer: /e, values: {A: call.nosuch}}, at: {pointer: /t}}"),
              ElementsAre(HasSubstr("mapping.type.values.A: 'call.nosuch' is no 'type'")));
  EXPECT_THAT(wrong("{type: source.snapshot, at: {pointer: /t}}"),
              ElementsAre(HasSubstr("is no 'type' that a mapping can give")));
  EXPECT_THAT(wrong("{type: call.ended, at: {pointer: t}}"),
              ElementsAre(HasSubstr("a JSON Pointer begins with '/'")));
  EXPECT_THAT(wrong("{type: call.ended, at: {column: t}}"),
              ElementsAre(HasSubstr("give its `pointer`")));
  EXPECT_THAT(wrong("{type: call.ended, at: {pointer: /t, unit: s, format: '%Y%m%d%H%M'}}"),
              ElementsAre(HasSubstr("give one of `unit` and `format`")));
  EXPECT_THAT(wrong("{type: call.ended, at: {pointer: /t, format: '%d.%m.%Y'}}"),
              ElementsAre(HasSubstr("%H is missing")));
  EXPECT_THAT(wrong("{type: call.ended, at: {pointer: /t}, open: many}"),
              ElementsAre(HasSubstr("'many' is no value of 'open'")));
  EXPECT_THAT(wrong("{type: call.ended, at: {pointer: /t}, when: [{pointer: /x}]}"),
              ElementsAre(HasSubstr("give one of `equals`, `in` and `exists`")));
  EXPECT_THAT(wrong("{type: call.ended, at: {pointer: /t}, seq: {pointer: /n}}"),
              ElementsAre(HasSubstr("unknown key 'seq'")));
  EXPECT_THAT(wrong("[]"), ElementsAre(HasSubstr("1 to 100 templates")));
}

TEST(ConfigMapping, ASignatureTakesASecret) {
  EXPECT_THAT(faults_of(with("signature_header: X-Y")),
              ElementsAre(HasSubstr("a signature takes a `secret_file`")));
  EXPECT_THAT(faults_of(with("zone: Europe/Helsinki")),
              ElementsAre(HasSubstr("`zone` is for a mapping")));
}

TEST_F(MappingFile, IsReadAndItsSamplesAreTried) {
  constexpr std::string_view kGood = R"(
about: a test
mapping: {type: {pointer: /e, values: {A: call.ended}}, at: {pointer: /t, unit: s}, call: {pointer: /id}}
samples:
  - {record: {e: A, t: 1, id: 007}, events: [{type: call.ended, at: "1970-01-01T00:00:01Z", call: "007"}]}
  - {record: '{"e":"A","t":1.5,"id":7}', events: [{type: call.ended, at: "1970-01-01T00:00:01.5Z", call: 7}]}
)";
  const Config config = right(named(kGood));
  EXPECT_EQ(hook(config).mapping->templates.size(), 1);
  EXPECT_THAT(faults_of(named(std::string(kGood) + "  - {record: {e: A, t: 1}, events: []}\n")),
              ElementsAre(HasSubstr("jonovahti_mapping_test.yaml:7:5: samples[2]: gives 1 events, "
                                    "not 0")));
  EXPECT_THAT(faults_of(named(std::string(kGood) + "  - {record: {e: B, t: 1}, events: [{}]}\n")),
              ElementsAre(HasSubstr("samples[2]: event 1: 'type' is not in the table of values")));
}

TEST_F(MappingFile, ItsFaultsAreToldWhereItIsNamed) {
  EXPECT_THAT(faults_of(named("mapping: {type: call.ended}\nother: 1\n")),
              ElementsAre(HasSubstr("3:39: sources.hook.mapping_file: "),
                          HasSubstr("jonovahti_mapping_test.yaml:2:1: unknown key 'other'")));
  EXPECT_THAT(faults_of(with("mapping_file: /nonexistent")),
              ElementsAre(HasSubstr("'/nonexistent' is no file that can be read")));
  EXPECT_THAT(faults_of(with("mapping_file: /dev/zero")),
              ElementsAre(HasSubstr("is no file that can be read")));
}

TEST(ShippedMappings, GiveWhatTheirSamplesSay) {
  std::size_t tried = 0;
  for (const auto& file : std::filesystem::directory_iterator("deploy/mappings")) {
    EXPECT_THAT(faults_of(with("mapping_file: " + file.path().string())), testing::IsEmpty());
    ++tried;
  }
  EXPECT_EQ(tried, 3);
}

}  // namespace
}  // namespace jono::config
