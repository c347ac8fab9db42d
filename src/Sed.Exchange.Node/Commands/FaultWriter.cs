using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Texts;

namespace Sed.Exchange.Node.Commands;

/// <summary>Says all faults of a configuration, one line each.</summary>
internal static class FaultWriter
{
    public static string Write(ConfigurationException exception, Words words) => string.Join(
        '\n',
        exception.Faults
            .Select(fault => $"  {fault.Path}: {words.With($"fault.{fault.Kind}", fault.Detail)}{(RemedyOf(fault, words) is { } remedy ? $"\n      {remedy}" : null)}")
            .Prepend(words.With("fault", exception.Faults.Count)));

    /// <summary>What to do about a fault, beyond what its words say; null: nothing. Some are steps that a new node has not taken yet.</summary>
    public static string? RemedyOf(ConfigurationFault fault, Words words) =>
        words.Has($"fault.do.{fault.Kind}.{fault.Path}") ? words[$"fault.do.{fault.Kind}.{fault.Path}"]
        : words.Has($"fault.do.{fault.Kind}") ? words[$"fault.do.{fault.Kind}"]
        : null;
}
