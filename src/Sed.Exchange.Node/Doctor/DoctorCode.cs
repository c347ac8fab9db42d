namespace Sed.Exchange.Node.Doctor;

/// <summary>
/// One thing that <c>sedx doctor</c> can find. Its words: <c>doctor.NAME</c> says what was seen; unless it is fine, <c>doctor.NAME.means</c> and
/// <c>doctor.NAME.do</c> say what that means and what to do.
/// </summary>
/// <param name="Name">The check and what was found, with a dash: <c>disk-full</c>.</param>
/// <param name="Level">What it amounts to.</param>
internal sealed record DoctorCode(string Name, DoctorLevel Level)
{
    /// <summary>The check it belongs to.</summary>
    public string Check => Name[..Name.IndexOf('-', StringComparison.Ordinal)];

    /// <summary>A finding of this kind.</summary>
    /// <param name="subject">What it is about: a file, a node, a listener; null: the check as a whole.</param>
    /// <param name="values">Values of its words.</param>
    public DoctorFinding About(string? subject, params object?[] values) => new(this, subject, values);
}
