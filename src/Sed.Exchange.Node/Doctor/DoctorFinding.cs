using Sed.Exchange.Node.Texts;

namespace Sed.Exchange.Node.Doctor;

/// <summary>One line of <c>sedx doctor</c>.</summary>
/// <param name="Code">What was found.</param>
/// <param name="Subject">What it is about, or null.</param>
/// <param name="Values">Values of its words.</param>
internal sealed record DoctorFinding(DoctorCode Code, string? Subject, IReadOnlyList<object?> Values)
{
    /// <summary>A remedy that the code does not know by itself: of a fault of the configuration.</summary>
    public string? OwnRemedy { get; init; }

    /// <summary>What was seen.</summary>
    public string Seen(Words words) => words.With($"doctor.{Code.Name}", [.. Values]);

    /// <summary>What it means; null: nothing is wrong.</summary>
    public string? Means(Words words) => Code.Level == DoctorLevel.Ok ? null : words[$"doctor.{Code.Name}.means"];

    /// <summary>What to do; null: nothing.</summary>
    public string? Do(Words words) => Code.Level == DoctorLevel.Ok ? null : OwnRemedy ?? words[$"doctor.{Code.Name}.do"];
}
