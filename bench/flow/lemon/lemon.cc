// The peer: reads a DIMACS file with LEMON's own reader, solves it with LEMON's
// NetworkSimplex and prints one line of JSON. Time is that of all threads from
// the end of reading to the answer: the simplex object is built (LEMON copies
// the network into arrays of its own) and run. Memory is the peak of the
// process, reading included. Nothing of this is part of the program.
#include <lemon/dimacs.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>
#include <sys/resource.h>

#include <cstdio>
#include <fstream>
#include <string>

namespace {

double cpu_seconds() {
  rusage u;
  getrusage(RUSAGE_SELF, &u);
  return u.ru_utime.tv_sec + u.ru_stime.tv_sec +
         1e-6 * (u.ru_utime.tv_usec + u.ru_stime.tv_usec);
}

}  // namespace

int main(int argc, char** argv) {
  using Graph = lemon::SmartDigraph;
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s FILE.min\n", argv[0]);
    return 2;
  }
  Graph graph;
  Graph::ArcMap<long long> lower(graph), upper(graph), cost(graph);
  Graph::NodeMap<long long> supply(graph);
  std::ifstream in(argv[1]);
  lemon::readDimacsMin(in, graph, lower, upper, cost, supply);

  const double began = cpu_seconds();
  lemon::NetworkSimplex<Graph, long long, long long> simplex(graph);
  simplex.lowerMap(lower).upperMap(upper).costMap(cost).supplyMap(supply);
  if (simplex.run() != simplex.OPTIMAL) {
    std::fprintf(stderr, "no optimum\n");
    return 3;
  }
  const double spent = cpu_seconds() - began;
  std::printf("{\"objective\": %lld, \"cpu_seconds\": %.6f}\n",
              simplex.totalCost<long long>(), spent);
}
