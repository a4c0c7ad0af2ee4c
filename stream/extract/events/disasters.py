"""Nature: earthquake, storm, flood, landslide, wildfire, volcano, drought."""

from stream.extract.events.family import Family, headed, told, untold

FAMILY = Family(
    name="disasters",
    summary="Nature: earthquake, storm, flood, landslide, wildfire, volcano, drought.",
    types=("DISASTER",),
    examples=(
        *told(
            "DISASTER/earthquake",
            "An earthquake of magnitude 6.3 struck Aceh.",
            "Four villages were destroyed by the quake.",
        ),
        *headed("DISASTER/earthquake", "Strong quake shakes Lima"),
        *told(
            "DISASTER/flood",
            "Floods killed nine people in Assam.",
            "The river burst its banks on Sunday.",
            "Two districts were hit by flash floods.",
        ),
        *headed("DISASTER/flood", "Floods cut off towns in Queensland"),
        *told(
            "DISASTER/storm",
            "Typhoon Rosa hit Luzon on Tuesday.",
            "A tornado tore through a town in Kansas.",
            "Roofs were torn off by the storm.",
        ),
        *told("DISASTER/landslide", "A landslide buried ten houses in Cauca.", "The avalanche swept away two skiers."),
        *told("DISASTER/wildfire", "Wildfires burned near Perth for a second day."),
        *told("DISASTER/volcano", "A volcano erupted in Java, spewing ash."),
        *told("DISASTER/drought", "The drought has ruined the harvest in Niger."),
        *untold(
            "The party won by a landslide victory.",
            "The remark drew a storm of protest.",
            "The office was flooded with calls.",
            "The rumour spread like wildfire.",
            "The crowd erupted in cheers.",
        ),
    ),
)
