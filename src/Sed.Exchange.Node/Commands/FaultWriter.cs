using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Texts;

namespace Sed.Exchange.Node.Commands;

/// <summary>Says all faults of a configuration, one line each.</summary>
internal static class FaultWriter
{
    public static string Write(ConfigurationException exception, Words words) => string.Join(
        '\n',
        exception.Faults
            .Select(fault => $"  {fault.Path}: {words.With($"fault.{fault.Kind}", fault.Detail)}")
            .Prepend(words.With("fault", exception.Faults.Count)));
}
