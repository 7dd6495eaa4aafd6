#include <exception>
#include <iostream>

#include "app/cli.h"

int main(int argc, char** argv) {
  try {
    return newsstand::app::RunCommandLine(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "newsstand: " << error.what() << "\n";
    return 1;
  }
}
