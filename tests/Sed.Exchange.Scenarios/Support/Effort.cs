using System.Globalization;

namespace Sed.Exchange.Scenarios.Support;

/// <summary>How much a scenario tries: bounded in every run of <c>./test.sh</c>, exhaustive with <c>./test.sh --long</c>.</summary>
internal static class Effort
{
    /// <summary>True with <c>SEDX_LONG=1</c>.</summary>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("SEDX_LONG") == "1";

    /// <summary>A number that whoever repeats a scenario puts into the environment; null: he does not.</summary>
    public static int? Asked(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } number ? int.Parse(number, CultureInfo.InvariantCulture) : null;
}
