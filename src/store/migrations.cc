#include "store/migrations.h"

#include <array>

#include "base/time.h"

namespace newsstand::store {
namespace {

struct Step {
  const char* name;
  const char* ddl;
};

// {ID} a number given by the engine and never given again; {INT} 64 bits; {REAL} double; {TEXT} UTF-8 compared byte by
// byte; {TABLE} ends a table; {KEYED} ends a table that lies in the order of its primary key. Times are milliseconds
// since 1970, truth is 0 or 1, lists of texts are as in JoinTexts, names are those of model/.
constexpr std::array<Step, 7> kSteps = {{
    {"titles, settings, counters", R"sql(
CREATE TABLE newsstand_schema (version {INT} PRIMARY KEY, name {TEXT} NOT NULL, applied_at {INT} NOT NULL) {TABLE};
CREATE TABLE settings (name {TEXT} PRIMARY KEY, value {TEXT} NOT NULL) {KEYED};
CREATE TABLE counters (id {INT} PRIMARY KEY, change_seq {INT} NOT NULL, articles {INT} NOT NULL) {TABLE};
INSERT INTO counters (id, change_seq, articles) VALUES (1, 0, 0);
CREATE TABLE titles (
  id {ID},
  slug {TEXT} NOT NULL UNIQUE,
  name {TEXT} NOT NULL,
  home {TEXT} NOT NULL,
  country {TEXT} NOT NULL,
  language {TEXT} NOT NULL,
  owner {TEXT} NOT NULL,
  brand_colour {TEXT} NOT NULL,
  icon_url {TEXT} NOT NULL,
  logo_url {TEXT} NOT NULL,
  sections {TEXT} NOT NULL,
  rights {TEXT} NOT NULL,
  policy {TEXT} NOT NULL,
  metered_per_month {INT} NOT NULL,
  index_policy {TEXT} NOT NULL) {TABLE};
)sql"},
    {"feeds", R"sql(
CREATE TABLE feeds (
  id {ID},
  title_id {INT} NOT NULL REFERENCES titles (id),
  url {TEXT} NOT NULL UNIQUE,
  section {TEXT} NOT NULL,
  state {TEXT} NOT NULL,
  etag {TEXT} NOT NULL,
  last_modified {TEXT} NOT NULL,
  validators_since {INT},
  body_hash {TEXT} NOT NULL,
  next_fetch {INT} NOT NULL,
  interval_seconds {INT} NOT NULL,
  failures {INT} NOT NULL,
  last_attempt {INT},
  last_success {INT},
  last_new_item {INT},
  last_error {TEXT} NOT NULL,
  items_per_day {REAL} NOT NULL,
  hub {TEXT} NOT NULL) {TABLE};
CREATE INDEX feeds_by_title ON feeds (title_id);
CREATE INDEX feeds_by_due ON feeds (next_fetch, id) WHERE state = 'active';
)sql"},
    {"articles, bodies, keys", R"sql(
CREATE TABLE articles (
  id {ID},
  title_id {INT} NOT NULL REFERENCES titles (id),
  durable_id {TEXT} NOT NULL,
  durable_key {TEXT} NOT NULL,
  first_seen {INT} NOT NULL,
  feed_id {INT} REFERENCES feeds (id),
  url {TEXT} NOT NULL,
  headline {TEXT} NOT NULL,
  standfirst {TEXT} NOT NULL,
  byline {TEXT} NOT NULL,
  authors {TEXT} NOT NULL,
  categories {TEXT} NOT NULL,
  section {TEXT} NOT NULL,
  language {TEXT} NOT NULL,
  primary_language {TEXT} NOT NULL,
  country {TEXT} NOT NULL,
  published {INT} NOT NULL,
  updated {INT},
  body_source {TEXT} NOT NULL,
  confidence {REAL} NOT NULL,
  dated {INT} NOT NULL,
  paywalled {INT} NOT NULL,
  word_count {INT} NOT NULL,
  image_url {TEXT} NOT NULL,
  image_width {INT} NOT NULL,
  image_height {INT} NOT NULL,
  image_caption {TEXT} NOT NULL,
  image_credit {TEXT} NOT NULL,
  comments_url {TEXT} NOT NULL,
  state {TEXT} NOT NULL,
  version {INT} NOT NULL,
  page_state {TEXT} NOT NULL,
  page_attempts {INT} NOT NULL,
  page_next_try {INT} NOT NULL,
  content_hash {TEXT} NOT NULL,
  change_seq {INT} NOT NULL,
  merged_into {INT} REFERENCES articles (id),
  UNIQUE (title_id, durable_key)) {TABLE};
CREATE UNIQUE INDEX articles_by_change ON articles (change_seq, published);
CREATE INDEX articles_by_time ON articles (published, change_seq);
CREATE INDEX live_by_time ON articles (published, id) WHERE state = 'live';
CREATE INDEX live_by_title ON articles (title_id, published, id) WHERE state = 'live';
CREATE INDEX live_by_section ON articles (section, published, id) WHERE state = 'live';
CREATE INDEX live_by_language ON articles (primary_language, published, id) WHERE state = 'live';
CREATE INDEX live_by_language_section ON articles (primary_language, section, published, id) WHERE state = 'live';
CREATE INDEX live_by_country ON articles (country, published, id) WHERE state = 'live';
CREATE INDEX live_by_country_section ON articles (country, section, published, id) WHERE state = 'live';
CREATE INDEX pages_by_time ON articles (published, id, page_next_try) WHERE page_state = 'pending' AND state = 'live';
CREATE INDEX pages_by_due ON articles (page_next_try) WHERE page_state = 'pending' AND state = 'live';
CREATE INDEX articles_merged ON articles (merged_into) WHERE merged_into IS NOT NULL;
CREATE TABLE article_bodies (
  article_id {INT} PRIMARY KEY REFERENCES articles (id),
  summary_html {TEXT} NOT NULL,
  body_html {TEXT} NOT NULL) {TABLE};
CREATE TABLE article_keys (
  title_id {INT} NOT NULL REFERENCES titles (id),
  key {TEXT} NOT NULL,
  article_id {INT} NOT NULL REFERENCES articles (id),
  PRIMARY KEY (title_id, key)) {KEYED};
CREATE INDEX article_keys_by_article ON article_keys (article_id);
)sql"},
    {"versions", R"sql(
CREATE TABLE article_versions (
  article_id {INT} NOT NULL REFERENCES articles (id),
  version {INT} NOT NULL,
  seen {INT} NOT NULL,
  headline {TEXT} NOT NULL,
  standfirst {TEXT} NOT NULL,
  body_html {TEXT} NOT NULL,
  PRIMARY KEY (article_id, version)) {TABLE};
)sql"},
    {"stories", R"sql(
CREATE TABLE stories (
  id {ID},
  language {TEXT} NOT NULL,
  made {INT} NOT NULL,
  merged_into {INT} REFERENCES stories (id),
  event {INT} REFERENCES stories (id),
  change_seq {INT} NOT NULL) {TABLE};
CREATE UNIQUE INDEX stories_by_change ON stories (change_seq);
CREATE INDEX stories_merged ON stories (merged_into) WHERE merged_into IS NOT NULL;
CREATE TABLE story_articles (
  article_id {INT} PRIMARY KEY REFERENCES articles (id),
  story_id {INT} NOT NULL REFERENCES stories (id),
  origin_id {INT} REFERENCES articles (id),
  containment {REAL} NOT NULL,
  change_seq {INT} NOT NULL) {TABLE};
CREATE UNIQUE INDEX story_articles_by_change ON story_articles (change_seq);
CREATE INDEX story_articles_by_story ON story_articles (story_id, article_id);
CREATE INDEX story_articles_by_origin ON story_articles (origin_id, article_id) WHERE origin_id IS NOT NULL;
CREATE TABLE story_edits (
  one_id {INT} NOT NULL REFERENCES articles (id),
  other_id {INT} NOT NULL REFERENCES articles (id),
  kind {TEXT} NOT NULL,
  made {INT} NOT NULL,
  PRIMARY KEY (one_id, other_id)) {KEYED};
)sql"},
    {"habits of feeds, withdrawals, cases, what is known of sites, terms, subscriptions", R"sql(
ALTER TABLE feeds ADD COLUMN delay_seconds {INT} NOT NULL DEFAULT -1;
ALTER TABLE feeds ADD COLUMN hub_topic {TEXT} NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN renumbered_polls {INT} NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN redated_polls {INT} NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN rewritten_polls {INT} NOT NULL DEFAULT 0;
ALTER TABLE articles ADD COLUMN withdrawal {TEXT} NOT NULL DEFAULT 'none';
ALTER TABLE articles ADD COLUMN source_updated {INT};
CREATE INDEX live_by_feed ON articles (feed_id, published) WHERE state = 'live';
CREATE TABLE page_checks (
  article_id {INT} PRIMARY KEY REFERENCES articles (id),
  checks {INT} NOT NULL,
  last_check {INT} NOT NULL) {TABLE};
CREATE TABLE cases (
  id {ID},
  article_id {INT} NOT NULL REFERENCES articles (id),
  version {INT} NOT NULL,
  reports {INT} NOT NULL,
  first_reported {INT} NOT NULL,
  last_reported {INT} NOT NULL,
  closed_at {INT}) {TABLE};
CREATE UNIQUE INDEX open_cases ON cases (article_id) WHERE closed_at IS NULL;
CREATE TABLE site_memory (host {TEXT} PRIMARY KEY, facts {TEXT} NOT NULL, learned_at {INT} NOT NULL) {KEYED};
CREATE TABLE terms (
  title_id {INT} NOT NULL REFERENCES titles (id),
  source {TEXT} NOT NULL,
  place {INT} NOT NULL,
  kind {TEXT} NOT NULL,
  scope {TEXT} NOT NULL,
  reserved {INT} NOT NULL,
  words {TEXT} NOT NULL,
  policy_url {TEXT} NOT NULL,
  seen {INT} NOT NULL,
  PRIMARY KEY (title_id, source, place)) {TABLE};
CREATE TABLE subscriptions (
  feed_id {INT} PRIMARY KEY REFERENCES feeds (id),
  hub {TEXT} NOT NULL,
  topic {TEXT} NOT NULL,
  token {TEXT} NOT NULL UNIQUE,
  secret {TEXT} NOT NULL,
  state {TEXT} NOT NULL,
  next_action {INT} NOT NULL,
  lease_until {INT},
  last_delivery {INT},
  attempts {INT} NOT NULL,
  deliveries {INT} NOT NULL,
  last_error {TEXT} NOT NULL) {TABLE};
CREATE INDEX subscriptions_by_due ON subscriptions (next_action);
)sql"},
    {"what articles are about", R"sql(
CREATE TABLE entities (
  id {ID},
  slug {TEXT} NOT NULL UNIQUE,
  kind {TEXT} NOT NULL,
  name {TEXT} NOT NULL,
  known {INT} NOT NULL,
  surname {TEXT} NOT NULL,
  last_seen {INT} NOT NULL,
  change_seq {INT} NOT NULL) {TABLE};
CREATE INDEX entities_by_surname ON entities (surname, last_seen) WHERE surname <> '';
CREATE INDEX entities_by_seen ON entities (last_seen);
CREATE INDEX entities_by_change ON entities (change_seq);
CREATE TABLE entity_forms (
  entity_id {INT} NOT NULL REFERENCES entities (id),
  form {TEXT} NOT NULL,
  PRIMARY KEY (entity_id, form)) {KEYED};
CREATE TABLE article_entities (
  article_id {INT} NOT NULL REFERENCES articles (id),
  place {INT} NOT NULL,
  entity_id {INT} NOT NULL REFERENCES entities (id),
  salience {REAL} NOT NULL,
  mentions {INT} NOT NULL,
  PRIMARY KEY (article_id, place)) {KEYED};
CREATE INDEX article_entities_by_entity ON article_entities (entity_id, article_id);
CREATE TABLE article_topics (
  article_id {INT} NOT NULL REFERENCES articles (id),
  place {INT} NOT NULL,
  topic {TEXT} NOT NULL,
  score {REAL} NOT NULL,
  implied {INT} NOT NULL,
  PRIMARY KEY (article_id, place)) {KEYED};
CREATE INDEX article_topics_by_topic ON article_topics (topic, article_id);
)sql"},
}};

void ApplyStep(EngineDriver& engine, Connection& connection, int number) {
  const Step& step = kSteps[static_cast<size_t>(number - 1)];
  if (number == 1) connection.Execute(engine.MarkAsOurs());
  connection.Execute(engine.Dialect(step.ddl));
  connection.Prepare("INSERT INTO newsstand_schema (version, name, applied_at) VALUES (:version, :name, :applied_at)")
      .BindInt(int64_t{number}).BindText(step.name).BindInt(ToUnixMillis(SystemClock().Now())).Run();
}

}  // namespace

int LatestSchema() { return static_cast<int>(kSteps.size()); }

int ReadSchemaVersion(Connection& connection) {
  if (!connection.HasTable("newsstand_schema")) return 0;
  Statement& statement = connection.Prepare("SELECT COALESCE(MAX(version), 0) FROM newsstand_schema", "i");
  statement.Step();
  const int version = static_cast<int>(statement.Int(0));
  connection.Settle();
  return version;
}

void RefuseNewer(const EngineDriver& engine, int version) {
  if (version <= LatestSchema()) return;
  throw FaultError(ErrorCode::kCorrupt,
                   engine.name() + " was written by a newer Newsstand: its schema is number " +
                       std::to_string(version) + ", this program knows up to " + std::to_string(LatestSchema()) +
                       "; install the newer program again, or restore a backup made before the upgrade");
}

int MigrateTo(EngineDriver& engine, Connection& connection, int target) {
  int applied = 0;
  while (true) {
    connection.Execute(std::string(engine.BeginWrite()));
    try {
      engine.LockSchema(connection);
      const int version = ReadSchemaVersion(connection);
      RefuseNewer(engine, version);
      if (version >= target) {
        connection.Execute("ROLLBACK");
        return applied;
      }
      ApplyStep(engine, connection, version + 1);
      connection.Settle();
      connection.Execute("COMMIT");
    } catch (...) {
      // The step is undone by the engine even if this ROLLBACK fails: the connection is then gone.
      const std::exception_ptr reason = std::current_exception();
      try {
        connection.Settle();
        if (connection.InTransaction()) connection.Execute("ROLLBACK");
      } catch (const std::exception&) {
      }
      std::rethrow_exception(reason);
    }
    ++applied;
  }
}

}  // namespace newsstand::store
