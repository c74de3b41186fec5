package org.modelscan.fact;

/** What running an operator of a graph does beside computing. */
public enum OperatorEffect {
  /** Runs native or Python code that the graph brings or names. */
  RUNS_CODE,
  /** Calls a function that only the loading process can have registered. */
  CALLS_PYTHON,
  /** Writes files. */
  WRITES,
  /** Writes a file where a path is given. */
  CACHES,
  /** Writes a checkpoint, which savers of ordinary models do where their caller tells them. */
  SAVES,
  /** Prints, to a file where its stream says so. */
  PRINTS,
  /** Sends what passes through to addresses or files. */
  DEBUGS,
  /** Sends to an address, or serves one. */
  NETWORK,
  /** Reads files. */
  READS,
  /** Reads a checkpoint, which loaders of ordinary models do where their caller tells them. */
  RESTORES,
  /** Reads a vocabulary or table, which ordinary models keep as a file of their own. */
  LOADS,
  /** Runs a graph that it is given as a string. */
  RUNS_GRAPH,
  /** Not known: the operator is in a library that is not part of the framework. */
  UNKNOWN
}
