namespace Sed.Exchange.Node.Configuration;

/// <summary>A configuration cannot be used; carries every fault found.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ConfigurationException(IReadOnlyList<ConfigurationFault> faults)
        : base(string.Join("; ", faults.Select(fault => $"{fault.Path}: {fault.Kind} {fault.Detail}")))
        => Faults = faults;

    /// <summary>Everything that is wrong, in the order found.</summary>
    public IReadOnlyList<ConfigurationFault> Faults { get; }
}
