// Memory for one document: handed out in order, given back all at once. Only for types without a destructor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace newsstand::html {

class Arena {
 public:
  Arena() = default;
  Arena(Arena&&) = default;
  Arena& operator=(Arena&&) = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  template <class T, class... Args>
  T* New(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (Allocate(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
  }

  template <class T>
  T* NewArray(size_t count) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (Allocate(sizeof(T) * count, alignof(T))) T[count]{};
  }

  // Uninitialised bytes.
  char* Bytes(size_t count) { return static_cast<char*>(Allocate(count, 1)); }

  std::string_view Copy(std::string_view text) {
    if (text.empty()) return {};
    char* bytes = Bytes(text.size());
    std::memcpy(bytes, text.data(), text.size());
    return {bytes, text.size()};
  }

  size_t bytes_reserved() const { return reserved_; }

 private:
  static constexpr size_t kFirstBlock = 32 << 10;
  static constexpr size_t kLargestBlock = 1 << 20;

  void* Allocate(size_t size, size_t alignment) {
    const size_t aligned = (used_ + alignment - 1) & ~(alignment - 1);
    if (aligned + size <= capacity_) {
      used_ = aligned + size;
      return current_ + aligned;
    }
    return AllocateBlock(size);
  }

  void* AllocateBlock(size_t size) {
    if (size > next_block_ / 4) {  // its own block, so that the rest of the current one is not wasted
      blocks_.emplace_back(new std::byte[size]);
      reserved_ += size;
      return blocks_.back().get();
    }
    blocks_.emplace_back(new std::byte[next_block_]);
    reserved_ += next_block_;
    current_ = blocks_.back().get();
    capacity_ = next_block_;
    used_ = size;
    if (next_block_ < kLargestBlock) next_block_ *= 2;
    return current_;
  }

  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::byte* current_ = nullptr;
  size_t used_ = 0, capacity_ = 0, reserved_ = 0, next_block_ = kFirstBlock;
};

}  // namespace newsstand::html
