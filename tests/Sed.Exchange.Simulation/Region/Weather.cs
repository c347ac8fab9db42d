namespace Sed.Exchange.Simulation.Region;

/// <summary>How often what goes wrong, while the trouble lasts. Each is a chance in [0, 1); zero in many regions, so that faults also meet alone.</summary>
internal sealed record Weather
{
    /// <summary>A node is killed at an await.</summary>
    public double Death { get; init; }

    /// <summary>A message between two parties is lost.</summary>
    public double Loss { get; init; }

    /// <summary>It arrives twice.</summary>
    public double Twice { get; init; }

    /// <summary>One of its bits changes.</summary>
    public double Damage { get; init; }

    /// <summary>It arrives, and the answer never comes: the caller is left waiting.</summary>
    public double Hang { get; init; }

    /// <summary>A write of a disk fails.</summary>
    public double WriteFault { get; init; }

    /// <summary>A node on the way alters a container, and says the digests of what it made of it.</summary>
    public double Forgery { get; init; }

    /// <summary>A node answers a container with receipts that it may not issue.</summary>
    public double Lie { get; init; }

    /// <summary>In an hour, a disk fills up.</summary>
    public double Full { get; init; }

    /// <summary>In an hour, the line between two parties is cut.</summary>
    public double Cut { get; init; }

    /// <summary>In an hour, a disk is lost, and an administrator restores what was backed up last.</summary>
    public double Restore { get; init; }

    /// <summary>In an hour, a clock jumps, by minutes to days, ahead or back.</summary>
    public double ClockJump { get; init; }

    /// <summary>In an hour, one bit of one blob on a disk changes. Not where disks are lost: one loss at a time.</summary>
    public double BitFlip { get; init; }

    /// <summary>An installation dies before it noted what it did.</summary>
    public double Forgetting { get; init; }

    /// <summary>Longest time on the way.</summary>
    public TimeSpan Slowness { get; init; }

    /// <summary>Draws the weather of a seed.</summary>
    public static Weather Draw(Random random)
    {
        double Sometimes(double worst) => random.Next(2) == 0 ? 0 : worst * random.NextDouble() * random.NextDouble();
        var weather = new Weather
        {
            Death = Sometimes(0.03),
            Loss = Sometimes(0.6),
            Twice = Sometimes(0.4),
            Damage = Sometimes(0.3),
            Hang = Sometimes(0.2),
            WriteFault = Sometimes(0.02),
            Forgery = Sometimes(0.3),
            Lie = Sometimes(0.3),
            Full = Sometimes(0.2),
            Cut = Sometimes(0.3),
            Restore = random.Next(3) == 0 ? 0.03 * random.NextDouble() : 0,
            Forgetting = Sometimes(0.5),
            Slowness = TimeSpan.FromMilliseconds(50 + (random.Next(2) == 0 ? 0 : random.Next(60_000))),
            ClockJump = random.Next(3) == 0 ? 0.03 * random.NextDouble() : 0,
        };
        return weather with { BitFlip = weather.Restore > 0 ? 0 : Sometimes(0.8) };
    }

    /// <summary>Nothing goes wrong any more.</summary>
    public static Weather Calm { get; } = new() { Slowness = TimeSpan.FromMilliseconds(50) };
}
