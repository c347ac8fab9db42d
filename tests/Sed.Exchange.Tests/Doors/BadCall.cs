namespace Sed.Exchange.Tests.Doors;

/// <summary>A call that cannot be understood, or may not be made.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Code">The problem's code.</param>
/// <param name="Method">Method.</param>
/// <param name="Path">Path and query; <c>{id}</c> is a delivery that waits.</param>
/// <param name="Body">Body, or null.</param>
internal sealed record BadCall(string Name, string Code, string Method, string Path, string? Body = null)
{
    /// <summary>Media type of the body.</summary>
    public string Type { get; init; } = "application/json";

    /// <summary>How many zero octets follow the body.</summary>
    public int Zeros { get; init; }

    /// <summary>More headers.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
}
