using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Texts;

namespace Sed.Exchange.Node.Commands;

/// <summary>Says all faults of a configuration, one line each.</summary>
internal static class FaultWriter
{
    public static string Write(ConfigurationException exception, Words words) => string.Join(
        '\n',
        exception.Faults
            .Select(fault => $"  {fault.Path}: {words.With($"fault.{fault.Kind}", fault.Detail)}{Remedy(fault, words)}")
            .Prepend(words.With("fault", exception.Faults.Count)));

    // Some faults are steps that a new node has not taken yet: then the next step is said.
    private static string Remedy(ConfigurationFault fault, Words words) =>
        words.Has($"fault.do.{fault.Kind}.{fault.Path}") ? $"\n      {words[$"fault.do.{fault.Kind}.{fault.Path}"]}"
        : words.Has($"fault.do.{fault.Kind}") ? $"\n      {words[$"fault.do.{fault.Kind}"]}"
        : string.Empty;
}
