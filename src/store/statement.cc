#include "store/statement.h"

#include <soci/soci.h>

#include <deque>
#include <stdexcept>

#include "base/text.h"

namespace newsstand::store {
namespace {

struct Slot {
  char kind = 'i';
  long long integer = 0;
  double number = 0;
  std::string text;
  soci::indicator indicator = soci::i_ok;
};

bool IsStorable(std::string_view text) { return text.find('\0') == std::string_view::npos && IsValidUtf8(text); }

}  // namespace

struct Statement::Parts {
  std::deque<Slot> parameters;  // deques: SOCI keeps the addresses
  std::deque<Slot> columns;
  std::optional<soci::statement> statement;
  size_t bound = 0;
  bool executed = false;
  bool usable = false;  // false until prepared, and again after an error: then it is prepared anew

  Slot& Next(char kind) {
    if (statement && usable) {
      if (bound >= parameters.size() || parameters[bound].kind != kind) {
        throw std::logic_error("a statement was bound with other parameters than at first");
      }
    } else if (bound == parameters.size()) {
      parameters.emplace_back().kind = kind;
    } else {
      parameters[bound].kind = kind;
    }
    return parameters[bound++];
  }
};

Statement::Statement(soci::session& session, std::string sql, std::string_view kinds)
    : session_(session), sql_(std::move(sql)), parts_(std::make_unique<Parts>()) {
  for (char kind : kinds) parts_->columns.emplace_back().kind = kind;
}

Statement::~Statement() = default;

Statement& Statement::Start() {
  parts_->bound = 0;
  parts_->executed = false;
  return *this;
}

Statement& Statement::BindInt(int64_t value) {
  Slot& slot = parts_->Next('i');
  slot.integer = value;
  slot.indicator = soci::i_ok;
  return *this;
}

Statement& Statement::BindInt(std::optional<int64_t> value) {
  Slot& slot = parts_->Next('i');
  slot.integer = value.value_or(0);
  slot.indicator = value ? soci::i_ok : soci::i_null;
  return *this;
}

Statement& Statement::BindDouble(double value) {
  Slot& slot = parts_->Next('d');
  slot.number = value;
  slot.indicator = soci::i_ok;
  return *this;
}

Statement& Statement::BindText(std::string_view value) {
  Slot& slot = parts_->Next('t');
  if (IsStorable(value)) {
    slot.text.assign(value);
  } else {
    slot.text = CleanUtf8(value);
  }
  slot.indicator = soci::i_ok;
  return *this;
}

void Statement::Prepare() {
  Parts& parts = *parts_;
  parts.statement.emplace(session_);
  while (parts.parameters.size() > parts.bound) parts.parameters.pop_back();
  for (Slot& slot : parts.parameters) {
    // In one expression: what use() returns refers to its own temporaries.
    switch (slot.kind) {
      case 'i': parts.statement->exchange(soci::use(slot.integer, slot.indicator)); break;
      case 'd': parts.statement->exchange(soci::use(slot.number, slot.indicator)); break;
      default: parts.statement->exchange(soci::use(slot.text, slot.indicator)); break;
    }
  }
  for (Slot& slot : parts.columns) {
    switch (slot.kind) {
      case 'i': parts.statement->exchange(soci::into(slot.integer, slot.indicator)); break;
      case 'd': parts.statement->exchange(soci::into(slot.number, slot.indicator)); break;
      default: parts.statement->exchange(soci::into(slot.text, slot.indicator)); break;
    }
  }
  parts.statement->alloc();
  parts.statement->prepare(sql_);
  parts.statement->define_and_bind();
}

bool Statement::Step() {
  Parts& parts = *parts_;
  try {
    if (parts.executed) return parts.statement->fetch();
    if (!parts.usable) Prepare();
    if (parts.bound != parts.parameters.size()) {
      throw std::logic_error("a statement was run before all its parameters were bound");
    }
    parts.usable = true;
    parts.executed = true;
    return parts.statement->execute(true);
  } catch (...) {
    parts.usable = false;
    throw;
  }
}

int64_t Statement::Run() {
  while (Step()) {
  }
  return parts_->statement->get_affected_rows();
}

bool Statement::IsNull(int column) const {
  return parts_->columns.at(static_cast<size_t>(column)).indicator == soci::i_null;
}

int64_t Statement::Int(int column) const {
  const Slot& slot = parts_->columns.at(static_cast<size_t>(column));
  return slot.indicator == soci::i_null ? 0 : slot.integer;
}

double Statement::Double(int column) const {
  const Slot& slot = parts_->columns.at(static_cast<size_t>(column));
  return slot.indicator == soci::i_null ? 0 : slot.number;
}

const std::string& Statement::Text(int column) const {
  static const std::string kEmpty;
  const Slot& slot = parts_->columns.at(static_cast<size_t>(column));
  return slot.indicator == soci::i_null ? kEmpty : slot.text;
}

}  // namespace newsstand::store
