#include "store/connection.h"

#include <soci/session.h>

namespace newsstand::store {

Connection::Connection(std::unique_ptr<soci::session> session) : session_(std::move(session)) {}

Connection::~Connection() = default;

Statement& Connection::Prepare(std::string_view sql, std::string_view kinds) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    auto statement = std::make_unique<Statement>(*session_, std::string(sql), kinds);
    found = statements_.emplace(std::string(sql), std::move(statement)).first;
  }
  return found->second->Start();
}

}  // namespace newsstand::store
